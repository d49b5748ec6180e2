// The token comes behind the #, which no browser sends: no server, proxy or log sees it before the button does.
const token = new URLSearchParams(location.hash.slice(1)).get('token')
if (token) {
  document.getElementById('token').value = token
  document.getElementById('code').hidden = true
  document.getElementById('others').hidden = true
  history.replaceState(null, '', location.pathname + location.search)
}
