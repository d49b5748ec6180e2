/** Under this name a draft carries our mark: by it we know that it is ours, and which one. */
export const ourAttribute = 'storewright'
