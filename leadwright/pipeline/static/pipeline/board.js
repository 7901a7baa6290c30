// <deal-board>: a card is taken with the pointer and put into a column; the column's button in its own menu is pressed.
// Everything that dragging does, the "Move to…" menu of the card does by keyboard.
const FAR_ENOUGH = 6

class DealBoard extends HTMLElement {
  #held = null

  connectedCallback() {
    this.addEventListener("pointerdown", event => this.#take(event))
    this.addEventListener("pointermove", event => this.#carry(event))
    this.addEventListener("pointerup", event => this.#put(event))
    this.addEventListener("pointercancel", () => this.#leave())
  }

  #take(event) {
    const card = event.target.closest("[data-deal]")
    if (!card || event.button !== 0 || event.pointerType === "touch" || event.target.closest("a, button, summary, input")) return
    this.#held = { card, x: event.clientX, y: event.clientY, moving: false }
  }

  #carry(event) {
    const held = this.#held
    if (!held) return
    const [x, y] = [event.clientX - held.x, event.clientY - held.y]
    if (!held.moving && Math.hypot(x, y) < FAR_ENOUGH) return
    if (!held.moving) {
      held.moving = true
      getSelection().removeAllRanges()
      held.card.classList.add("is-held")
      this.setPointerCapture(event.pointerId)
    }
    held.card.style.translate = `${x}px ${y}px`
    this.#mark(this.#under(event))
  }

  #put(event) {
    const { card, moving } = this.#held ?? {}
    const column = moving && this.#under(event)
    this.#leave()
    if (column) card.querySelector(`button[value="${CSS.escape(column.dataset.stage)}"]`)?.click()
  }

  #leave() {
    const card = this.#held?.card
    card?.classList.remove("is-held")
    card?.style.removeProperty("translate")
    this.#held = null
    this.#mark(null)
  }

  #under(event) {
    return document.elementsFromPoint(event.clientX, event.clientY)
      .map(element => element.closest("[data-stage]")).find(Boolean)
  }

  #mark(column) {
    this.querySelectorAll(".is-over").forEach(other => other.classList.remove("is-over"))
    column?.classList.add("is-over")
  }
}

customElements.define("deal-board", DealBoard)
