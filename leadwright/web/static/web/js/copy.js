// [data-copy="#id"] puts the words of that element on the clipboard, and says so.
addEventListener("click", async event => {
  const button = event.target.closest("[data-copy]")
  if (!button) return
  const source = document.querySelector(button.dataset.copy)
  const text = source.value ?? source.innerText
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    getSelection().selectAllChildren(source)
    document.execCommand("copy")
  }
  document.dispatchEvent(new CustomEvent("lw:said", { detail: { text: button.dataset.copied ?? text.slice(0, 60) } }))
})
