// The pane shows the row that is current: [data-pane] names its address, <lw-pane> is where it goes.
customElements.define("lw-pane", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("lw:chosen", event => this.show(event.target))
    document.addEventListener("click", event => this.click(event))
    const first = document.querySelector("[data-row][aria-current][data-pane]")
    if (first && this.hasAttribute("data-empty")) this.show(first)
  }

  click(event) {
    const row = event.target.closest("[data-row][data-pane]")
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey || event.button || !this.checkVisibility()) return
    event.preventDefault()
    if (row.getAttribute("aria-current")) return location.assign(row.href)
    import("rows").then(({ choose }) => choose(row))
  }

  show(row) {
    if (!row.dataset.pane || !this.checkVisibility()) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => htmx.ajax("GET", row.dataset.pane, { source: this, target: this, swap: "innerHTML" }), 60)
  }
})
