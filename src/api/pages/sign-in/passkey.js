// Each form with options asks the browser for a passkey first, and carries its answer along.
async function askBrowser(form) {
  const options = JSON.parse(form.dataset.options)
  try {
    const made =
      form.dataset.deed === 'create'
        ? await navigator.credentials.create({
            publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
          })
        : await navigator.credentials.get({
            publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
          })
    form.elements.answer.value = JSON.stringify(made)
    form.submit()
  } catch {
    form.querySelector('[role=status]').textContent = form.dataset.none
  }
}
for (const form of document.querySelectorAll('form[data-options]')) {
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) break
  form.hidden = false
  form.addEventListener('submit', event => {
    event.preventDefault()
    void askBrowser(form)
  })
}
