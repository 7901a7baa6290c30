// Ctrl K opens it; what is typed is looked up by the server, and among what the page in front offers by a key; arrows
// choose, Enter goes or does it.
import { offered, press, says, written } from "keys"

customElements.define("lw-palette", class extends HTMLElement {
  connectedCallback() {
    this.dialog = this.closest("dialog")
    this.input = this.querySelector("input")
    document.addEventListener("keydown", event => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.open() }
    })
    document.addEventListener("click", event => event.target.closest("[data-opens=palette]") && this.open())
    this.addEventListener("keydown", event => this.move(event))
    this.addEventListener("htmx:afterSwap", () => { this.offer(); this.choose(0) })
    this.dialog.addEventListener("click", event => event.target === this.dialog && this.dialog.close())
  }

  get found() { return [...this.querySelectorAll("[role=option]")] }

  open() {
    if (this.dialog.open) return this.dialog.close()
    this.dialog.showModal()
    this.input.select()
    htmx.trigger(this.input, "lw:open")
  }

  // Found people stand first, then what can be done here, then other pages.
  offer() {
    const words = this.input.value.toLowerCase().split(/\s+/).filter(Boolean)
    const acts = words.length ? offered().filter(act => words.every(word => says(act).toLowerCase().includes(word))) : []
    if (!acts.length) return
    const found = this.querySelector("#found")
    found.querySelector(".palette__none")?.remove()
    const head = Object.assign(document.createElement("p"), { className: "head", textContent: this.dataset.here })
    const before = [...found.querySelectorAll(".head")].find(each => each.id !== "found-people")
    for (const line of [head, ...acts.map((act, at) => this.line(act, at))]) found.insertBefore(line, before ?? null)
  }

  line(act, at) {
    const line = Object.assign(document.createElement("button"), { type: "button", id: `found-h${at + 1}`, className: "palette__line", tabIndex: -1 })
    line.setAttribute("role", "option")
    line.append(Object.assign(document.createElement("span"), { textContent: says(act) }),
      Object.assign(document.createElement("kbd"), { textContent: written(act) }))
    line.addEventListener("click", () => { this.dialog.close(); press(act) })
    return line
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
