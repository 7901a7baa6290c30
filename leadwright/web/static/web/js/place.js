// An address may name a part of the page that comes in later (`#research-panel`): it is shown once it is there.
let named = location.hash.slice(1)

document.addEventListener("htmx:afterSettle", () => {
  const there = named && document.getElementById(named)
  if (!there) return
  named = ""
  there.scrollIntoView()
})
