// Asks, while the page is in front, what has come since: says it, and lets the lists that show it draw themselves anew.
const EVERY = 10_000

customElements.define("lw-live", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("visibilitychange", this.wake = () => document.visibilityState === "visible" && this.ask())
    this.timer = setTimeout(() => this.ask(), 300)
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    document.removeEventListener("visibilitychange", this.wake)
  }

  async ask() {
    clearTimeout(this.timer)
    if (document.visibilityState === "visible") {
      const answer = await fetch(`${this.dataset.at}?after=${this.after ?? ""}`).catch(() => null)
      if (answer?.ok && !answer.redirected) this.tell(await answer.json())
    }
    this.timer = setTimeout(() => this.ask(), EVERY)
  }

  tell({ after, said, count }) {
    this.after = after
    if (!said) return
    for (const each of said) document.dispatchEvent(new CustomEvent("lw:said", { detail: each }))
    document.querySelectorAll("[data-waiting-replies]").forEach(place => Object.assign(place, { textContent: count, hidden: !count }))
    htmx.trigger(document.body, "lw:arrived")
  }
})
