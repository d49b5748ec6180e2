// The token comes behind the #, which no browser sends: no server, proxy or log sees it before the button does.
function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (!token) return
  document.getElementById('token').value = token
  document.getElementById('code').hidden = true
  document.getElementById('others').hidden = true
  history.replaceState(null, '', location.pathname + location.search)
}
takeToken()
// A link that is followed where this page is open already loads nothing anew.
addEventListener('hashchange', takeToken)
