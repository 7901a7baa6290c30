// One card after another. The next ones stand ready before they are asked for, so that a key shows the next one at once;
// what was done is written meanwhile. What the server does not take comes back as the card in front.
import { Outcomes } from "outcomes"

const AHEAD = 12 // cards that stand ready: as many as are cleared while a slow one is made
const AT_ONCE = 4 // cards in one answer (web/cards.py)
const FRESH = 15_000 // milliseconds after which a card is looked up again when it is shown
const TOKEN = /value="\w{64}"/g // differs in every answer
const FIELDS = "input:not([type=hidden]), textarea"

customElements.define("lw-focus", class extends HTMLElement {
  connectedCallback() {
    this.slotted = this.querySelector("[data-slot]")
    this.order = [...this.querySelectorAll("[data-queue] a")].map(link => link.getAttribute("href"))
    this.ready = new Map() // by address
    this.touched = new Map() // when something was last done, by lead
    this.undoable = new Map() // the card that an act was done on, by the address of its undo
    this.outcomes = new Outcomes(() => this.say({ text: this.dataset.again, bad: true }))
    const card = this.slotted.querySelector("[data-card]")
    this.front = card && this.entry(card, performance.now())
    this.place = Math.max(this.order.indexOf(card?.dataset.card), 0)
    this.listen("submit", event => this.submit(event), true)
    this.listen("lw:undone", event => this.bringBack(event))
    this.listen("lw:arrived", () => this.ready.forEach(entry => entry.at = -Infinity))
    this.listen("visibilitychange", () => document.visibilityState === "visible" && this.check())
    this.listen("keydown", event => this.leave(event), true)
    this.listen("click", event => this.depart(event), true)
    this.addEventListener("click", event => this.move(event.target.closest("[data-move]")))
    this.look()
    this.ahead()
  }

  disconnectedCallback() {
    this.listening?.abort()
    this.outcomes.stop()
  }

  listen(name, handle, capture = false) {
    this.listening ??= new AbortController()
    document.addEventListener(name, handle, { capture, signal: this.listening.signal })
  }

  // ── what is shown ──

  move(button) {
    if (button) this.go(this.place + Number(button.dataset.move))
  }

  go(place) {
    this.place = Math.max(place, 0)
    const address = this.order[this.place]
    const entry = this.ready.get(address)
    if (!address) return this.over()
    if (!entry) this.wait()
    else if ("settled" in entry.card.dataset) return this.drop(address)
    else this.show(entry)
    this.ahead()
  }

  drop(address) {
    this.ready.delete(address)
    this.order.splice(this.order.indexOf(address), 1)
    this.go(this.place)
  }

  wait() {
    this.keep()
    this.front = null
    this.slotted.replaceChildren(this.querySelector("[data-waiting]").content.cloneNode(true))
  }

  show(entry) {
    this.keep()
    this.front = entry
    this.ready.delete(entry.address)
    this.slotted.replaceChildren(entry.card)
    htmx.process(entry.card)
    this.look()
    entry.card.querySelector("h1").focus({ preventScroll: true })
    this.check()
  }

  // A card that is only passed over stays ready, with what was typed into it.
  keep() {
    if (this.front && this.order.includes(this.front.address)) this.ready.set(this.front.address, this.front)
  }

  look() {
    const [at, whole] = [this.querySelector("[data-at]"), this.querySelector("[data-whole]")]
    if (at) [at.textContent, whole.textContent] = [Math.min(this.place + 1, this.order.length), this.order.length]
    if (this.front) document.title = `${this.front.card.dataset.title} · Leadwright`
  }

  // A card that has stood for a while is looked up again: what somebody else did meanwhile is not done twice.
  async check() {
    const front = this.front
    if (!front || performance.now() - front.at < FRESH) return
    front.at = performance.now()
    const fresh = (await this.get([front.address]))?.[0]
    if (!fresh || this.front !== front) return
    if ("settled" in fresh.card.dataset) {
      this.say({ text: this.dataset.gone, beside: true })
      this.front = null
      this.drop(front.address)
    } else if (fresh.words !== front.words && !this.written(front.card)) this.show(fresh)
  }

  written(card) {
    return [...card.querySelectorAll(FIELDS)].some(field => field.value !== field.defaultValue || field === document.activeElement)
  }

  // At the end what was done is waited for: then the server says whether anything has come up.
  async over() {
    this.wait()
    await this.outcomes.last
    const answer = await fetch(location.href).catch(() => null)
    if (this.order[this.place]) return // something came back meanwhile
    const page = new DOMParser().parseFromString(await answer?.text() ?? "", "text/html")
    if (page.querySelector("[data-card]:not([data-settled])")) return location.reload()
    this.slotted.replaceChildren(this.querySelector("[data-over]").content.cloneNode(true))
  }

  // ── what stands ready ──

  async ahead() {
    if (this.busy) return
    this.busy = true
    for (let next; (next = this.missing()).length;) {
      const found = await this.get(next)
      if (!found) {
        setTimeout(() => this.ahead(), 3000)
        break
      }
      found.forEach(entry => this.ready.set(entry.address, entry))
      if (!this.front && this.ready.has(this.order[this.place])) this.go(this.place)
    }
    this.busy = false
  }

  missing() {
    const near = this.order.slice(this.place, this.place + 1 + AHEAD)
    return near.filter(address => address !== this.front?.address && !this.ready.has(address)).slice(0, AT_ONCE)
  }

  // Cards of somebody for whom something was done while they were under way are not taken: they may be older than that.
  async get(addresses) {
    const asked = performance.now()
    const query = new URLSearchParams(addresses.map(address => ["card", address]))
    const response = await fetch(`${this.dataset.cards}?${query}`, { headers: { "HX-Request": "true" } }).catch(() => null)
    if (!response?.ok || response.redirected) return null
    const holder = document.createElement("template")
    holder.innerHTML = await response.text()
    return [...holder.content.querySelectorAll("[data-card]")]
      .filter(card => !(this.touched.get(card.dataset.lead) > asked))
      .map(card => this.entry(card, asked))
  }

  entry(card, at) {
    return { card, at, address: card.dataset.card, words: card.outerHTML.replaceAll(TOKEN, "") }
  }

  // Other cards of the same person may change with an act: they are fetched again.
  touch(lead) {
    this.touched.set(lead, performance.now())
    for (const [address, { card }] of this.ready) if (card.dataset.lead === lead) this.ready.delete(address)
  }

  // ── what is done ──

  async submit(event) {
    const form = event.target, front = this.front
    if (!front?.card.contains(form) || !this.ends(form, front.card)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const body = new FormData(form, event.submitter)
    const answer = this.outcomes.write(form.getAttribute("action"), body)
    this.order = this.order.filter(address => address !== front.address)
    this.touch(front.card.dataset.lead)
    this.front = null
    this.go(this.place)
    this.tell(front, await answer)
  }

  ends(form, card) {
    return form.hasAttribute("data-act") || card.dataset.ends.split(" ").includes(form.getAttribute("action"))
  }

  tell(front, response) {
    if (!response?.ok || response.redirected) return this.refuse(front, response)
    this.touch(front.card.dataset.lead)
    this.ahead()
    const said = JSON.parse(response.headers.get("HX-Trigger") ?? "{}")["lw:said"]
    if (said?.undo) this.undoable.set(said.undo, front)
    if (said) this.say(said)
  }

  async refuse(front, response) {
    const page = new DOMParser().parseFromString(response?.status === 422 ? await response.text() : "", "text/html")
    const words = page.querySelector(".field__error, [role=alert]")?.textContent.trim()
    this.order.splice(this.place, 0, front.address)
    this.show(front)
    this.say({ text: words ?? (response ? this.dataset.refused : this.dataset.lost), bad: true })
  }

  say(detail) { document.dispatchEvent(new CustomEvent("lw:said", { detail })) }

  bringBack(event) {
    const front = this.undoable.get(event.detail.address)
    if (!front) return
    event.preventDefault()
    this.undoable.delete(event.detail.address)
    this.touch(front.card.dataset.lead)
    this.order.splice(this.place, 0, front.address)
    this.go(this.place)
  }

  // ── what leaves ──

  // Escape, and Enter in a field of many buttons, leave the field: the keys of the card work again.
  leave(event) {
    const field = event.target.closest?.(".focus :is(input, select, textarea)")
    if (event.key === "Enter" && field?.matches(".outcomes__form input")) event.preventDefault(), field.blur()
    if (event.key !== "Escape") return
    const open = event.target.closest?.(".focus details[open]")
    if (!field && !open) return
    event.preventDefault()
    event.stopPropagation()
    if (open) open.open = false
    field?.blur()
  }

  // The next page shows what was done: it waits for it.
  async depart(event) {
    const link = event.target.closest("a[href]:not([target], [href^='tel:'])")
    if (!link || !this.outcomes.waiting.size || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    event.preventDefault()
    event.stopPropagation()
    await this.outcomes.settled()
    location.assign(link.href)
  }
})
