// ? shows the keys of the page: each stands on its own button, so the sheet only reads them.
import { offered, says, written } from "keys"

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
    this.querySelector("[data-page-keys]").replaceChildren(...offered().flatMap(carrier => this.line(carrier)))
    this.dialog.showModal()
  }

  line(carrier) {
    const [term, what] = [document.createElement("dt"), document.createElement("dd")]
    term.append(Object.assign(document.createElement("kbd"), { textContent: written(carrier) }))
    what.textContent = says(carrier)
    return [term, what]
  }
})
