// <step-order>: a row of the table is taken with the mouse and put where it belongs; the form of its place is sent.
// The buttons Earlier and Later of the chosen step do the same by keyboard.
class StepOrder extends HTMLElement {
  #held = null

  connectedCallback() {
    if (!("live" in this.dataset)) return
    this.addEventListener("dragstart", event => this.#take(event))
    this.addEventListener("dragover", event => this.#over(event))
    this.addEventListener("drop", event => this.#put(event))
    this.addEventListener("dragend", () => this.#leave())
  }

  #take(event) {
    this.#held = event.target.closest?.("tr[data-place]")
    if (!this.#held) return
    event.dataTransfer.effectAllowed = "move"
    event.dataTransfer.setData("text/plain", this.#held.dataset.to)
    this.#held.classList.add("is-held")
  }

  #over(event) {
    const row = this.#held && event.target.closest("tr[data-place]")
    this.querySelectorAll(".is-over").forEach(other => other.classList.remove("is-over"))
    if (!row) return
    event.preventDefault()
    row.classList.add("is-over")
  }

  #put(event) {
    const row = event.target.closest("tr[data-place]")
    const held = this.#held
    this.#leave()
    if (!held || !row || row === held) return
    event.preventDefault()
    const form = this.querySelector("form")
    form.action = held.dataset.place
    form.elements.to.value = row.dataset.to
    form.requestSubmit()
  }

  #leave() {
    this.#held?.classList.remove("is-held")
    this.querySelectorAll(".is-over").forEach(other => other.classList.remove("is-over"))
    this.#held = null
  }
}

customElements.define("step-order", StepOrder)
