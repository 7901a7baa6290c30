// The pane shows the row that is current; an act in it is followed by the queue as it is then.
import { choose } from "rows"

customElements.define("lw-pane", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("lw:chosen", event => this.show(event.target))
    document.addEventListener("click", event => this.click(event))
    this.addEventListener("htmx:afterRequest", event => this.settle(event.detail))
    this.addEventListener("htmx:afterSettle", () => this.bring())
    this.bring()
    if (this.hasAttribute("data-empty") && this.checkVisibility()) choose(document.querySelector("[data-row][data-pane]"))
  }

  click(event) {
    const row = event.target.closest("[data-row][data-pane]")
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey || event.button || !this.checkVisibility()) return
    event.preventDefault()
    if (row.hasAttribute("aria-current")) return location.assign(row.dataset.open ?? row.href)
    choose(row)
  }

  show(row) {
    if (!row.dataset.pane || !this.checkVisibility()) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => htmx.ajax("GET", row.dataset.pane, { target: this, swap: "innerHTML show:top" }), 60)
  }

  // Of a whole thread, the last thing that the other person wrote is to be seen first.
  bring() {
    const theirs = [...this.querySelectorAll(":scope > .thread > .letter:not(.letter--ours)")]
    const last = theirs.at(-1)
    if (last) this.scrollTop += last.getBoundingClientRect().top - this.getBoundingClientRect().top - 16
  }

  settle(request) {
    const queue = document.querySelector("#queue, #inbox-list")
    if (queue && request.successful && request.requestConfig.verb !== "get") htmx.trigger(queue, "lw:settled")
  }
})
