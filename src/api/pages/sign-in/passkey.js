// Each form with options asks the browser for a passkey first, and carries its answer along.
for (const form of document.querySelectorAll('form[data-options]')) {
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) break
  form.hidden = false
  form.addEventListener('submit', async event => {
    event.preventDefault()
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
      form.querySelector('[role=status]').textContent = 'No passkey was given.'
    }
  })
}
