// Before the first paint: whoever wants the console light or dark wants this page so, whatever the system says.
try {
  const wanted = localStorage.getItem('storewright-scheme')
  if (wanted === 'light' || wanted === 'dark') document.documentElement.dataset.scheme = wanted
} catch {}
