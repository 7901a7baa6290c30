// Puts the chosen snippet into the text of the same form, at the cursor, as the lead would read it.
customElements.define("lw-snippets", class extends HTMLElement {
  connectedCallback() {
    this.choice = this.querySelector("select")
    this.querySelector("button").addEventListener("click", () => this.put())
    this.choice.addEventListener("keydown", event => event.key === "Enter" && (event.preventDefault(), this.put()))
  }

  async put() {
    const answer = await fetch(this.choice.value).catch(() => null)
    const words = await answer?.text() ?? ""
    if (!answer?.ok) return document.dispatchEvent(new CustomEvent("lw:said", { detail: { text: words.slice(0, 300), bad: true } }))
    const text = this.closest("form").querySelector("textarea")
    text.setRangeText(words, text.selectionStart, text.selectionEnd, "end")
    text.focus()
  }
})
