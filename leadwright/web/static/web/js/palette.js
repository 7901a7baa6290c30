// Ctrl K opens it; what is typed is looked up by the server, arrows choose, Enter goes.
customElements.define("lw-palette", class extends HTMLElement {
  connectedCallback() {
    this.dialog = this.closest("dialog")
    this.input = this.querySelector("input")
    document.addEventListener("keydown", event => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.open() }
    })
    document.addEventListener("click", event => event.target.closest("[data-opens=palette]") && this.open())
    this.addEventListener("keydown", event => this.move(event))
    this.addEventListener("htmx:afterSwap", () => this.choose(0))
    this.dialog.addEventListener("click", event => event.target === this.dialog && this.dialog.close())
  }

  get found() { return [...this.querySelectorAll("[role=option]")] }

  open() {
    if (this.dialog.open) return this.dialog.close()
    this.dialog.showModal()
    this.input.select()
    htmx.trigger(this.input, "lw:open")
  }

  choose(place) {
    this.place = Math.min(Math.max(place, 0), this.found.length - 1)
    this.found.forEach((option, at) => option.setAttribute("aria-selected", at === this.place))
    const chosen = this.found[this.place]
    chosen?.scrollIntoView({ block: "nearest" })
    chosen ? this.input.setAttribute("aria-activedescendant", chosen.id) : this.input.removeAttribute("aria-activedescendant")
  }

  move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === "Enter") this.found[this.place]?.click()
    else if (step) this.choose(this.place + step)
    else return
    event.preventDefault()
  }
})
