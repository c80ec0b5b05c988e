// What pages do with JavaScript beside what they do without.

const search = document.getElementById('q')

// "/" leads to the search box, as on many sites, but not out of a field.
document.addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping || !search) return
  event.preventDefault()
  search.focus()
})
