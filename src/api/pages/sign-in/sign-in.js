// The token comes behind the #, which no browser sends: no server, proxy or log sees it before the button does.
function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (!token) return
  document.getElementById('token').value = token
  const link = document.getElementById('link')
  link.open = true
  for (const one of [link.querySelector('summary'), ...document.querySelectorAll('#code, #others, #whence')])
    one.hidden = true
  history.replaceState(null, '', location.pathname + location.search)
}
takeToken()
// A link that is followed where this page is open already loads nothing anew.
addEventListener('hashchange', takeToken)
