// ? shows the keys of the page: each stands on its own button, so the sheet only reads them.
import { shown } from "keys"

customElements.define("lw-keysheet", class extends HTMLElement {
  connectedCallback() {
    this.dialog = this.closest("dialog")
    document.addEventListener("click", event => event.target.closest("[data-opens=keysheet]") && this.open())
    this.dialog.addEventListener("click", event => event.target === this.dialog && this.dialog.close())
    const box = this.querySelector("[data-keys-switch]")
    box.checked = localStorage.getItem("keys") !== "off"
    box.addEventListener("change", () => localStorage.setItem("keys", box.checked ? "on" : "off"))
  }

  open() {
    const list = this.querySelector("[data-page-keys]")
    const carriers = [...document.querySelectorAll("[data-key]:not(dialog *, .keys *)")].filter(shown)
    const once = new Map(carriers.map(carrier => [carrier.dataset.key, carrier]).reverse())
    list.replaceChildren(...[...once].reverse().flatMap(([key, carrier]) => this.line(key, carrier)))
    this.dialog.showModal()
  }

  line(key, carrier) {
    const [term, what] = [document.createElement("dt"), document.createElement("dd")]
    term.append(Object.assign(document.createElement("kbd"), { textContent: key.replace("ctrl+enter", "Ctrl ↵").toUpperCase() }))
    const copy = carrier.cloneNode(true)
    copy.querySelectorAll("kbd, svg").forEach(element => element.remove())
    what.textContent = carrier.getAttribute("aria-label") ?? copy.textContent.trim()
    return [term, what]
  }
})
