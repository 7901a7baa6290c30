// One card after another. The next ones are fetched ahead, so that a key shows the next one at once; what was done is
// sent meanwhile. What the server does not take comes back as the card in front.
const AHEAD = 5

customElements.define("lw-focus", class extends HTMLElement {
  connectedCallback() {
    this.slotted = this.querySelector("[data-slot]")
    this.order = [...this.querySelectorAll("[data-queue] a")].map(link => link.getAttribute("href"))
    this.fetched = new Map()
    this.undoable = new Map()
    this.sent = Promise.resolve()
    this.place = Math.max(this.order.indexOf(this.card?.dataset.card), 0)
    this.listen("submit", event => this.submit(event), true)
    this.listen("lw:undone", event => this.bringBack(event))
    this.listen("keydown", event => this.leave(event), true)
    this.addEventListener("click", event => this.move(event.target.closest("[data-move]")))
    this.look()
    this.ahead()
  }

  disconnectedCallback() { this.listening?.abort() }

  listen(name, handle, capture = false) {
    this.listening ??= new AbortController()
    document.addEventListener(name, handle, { capture, signal: this.listening.signal })
  }

  get card() { return this.slotted.querySelector("[data-card]") }

  // ── what is shown ──

  move(button) {
    if (button) this.go(this.place + Number(button.dataset.move))
  }

  async go(place) {
    this.place = Math.max(place, 0)
    const address = this.order[this.place]
    if (!address) return this.over()
    const ready = this.fetched.get(address)
    const card = ready?.card ?? await this.wait(address)
    if (address !== this.order[this.place]) return // it was moved on meanwhile
    if (!card || "settled" in card.dataset) return this.drop(address)
    this.show(card)
    this.ahead()
  }

  drop(address) {
    this.fetched.delete(address)
    this.order.splice(this.order.indexOf(address), 1)
    return this.go(this.place)
  }

  async wait(address) {
    this.slotted.replaceChildren(this.querySelector("[data-waiting]").content.cloneNode(true))
    return this.fetch(address)
  }

  show(card) {
    this.slotted.replaceChildren(card)
    this.fetched.delete(card.dataset.card) // seen once, it is fetched anew
    htmx.process(card)
    this.look()
    card.querySelector("h1").focus({ preventScroll: true })
  }

  look() {
    const [at, whole] = [this.querySelector("[data-at]"), this.querySelector("[data-whole]")]
    if (at) [at.textContent, whole.textContent] = [Math.min(this.place + 1, this.order.length), this.order.length]
    if (this.card) document.title = `${this.card.dataset.title} · Leadwright`
  }

  // At the end what was sent is waited for: then the server says whether anything has come up.
  async over() {
    await this.sent
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html")
    if (page.querySelector("[data-card]")) return location.reload()
    this.slotted.replaceChildren(this.querySelector("[data-over]").content.cloneNode(true))
  }

  // ── what is fetched ahead ──

  async ahead() {
    if (this.busy) return
    this.busy = true
    for (let next; (next = this.order.slice(this.place + 1, this.place + 1 + AHEAD).find(each => !this.fetched.has(each)));) await this.fetch(next)
    this.busy = false
  }

  fetch(address) {
    const known = this.fetched.get(address)
    if (known) return known.promise
    const entry = { card: null }
    entry.promise = this.get(address).then(card => {
      if (this.fetched.get(address) !== entry) return this.fetch(address) // it was forgotten meanwhile
      return entry.card = card
    })
    this.fetched.set(address, entry)
    return entry.promise
  }

  async get(address) {
    const response = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null)
    if (!response?.ok) return null
    const holder = document.createElement("template")
    holder.innerHTML = await response.text()
    return holder.content.querySelector("[data-card]")
  }

  // Other cards of the same person may have changed with this act: they are fetched again once it is done.
  forget(lead) {
    for (const [address, { card }] of this.fetched) if (card?.dataset.lead === lead) this.fetched.delete(address)
  }

  // ── what is done ──

  submit(event) {
    const form = event.target, card = this.card
    if (!card?.contains(form) || !this.ends(form, card)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const body = new FormData(form, event.submitter)
    this.sent = this.sent.then(() => this.send(form.getAttribute("action"), body, card))
    this.order.splice(this.place, 1)
    this.forget(card.dataset.lead)
    this.go(this.place)
  }

  ends(form, card) {
    return form.hasAttribute("data-act") || card.dataset.ends.split(" ").includes(form.getAttribute("action"))
  }

  async send(address, body, card) {
    const headers = { "HX-Request": "true", "X-CSRFToken": JSON.parse(document.body.getAttribute("hx-headers"))["x-csrftoken"] }
    const response = await fetch(address, { method: "POST", body, headers, keepalive: true }).catch(() => null)
    if (!response?.ok) return this.refuse(card, response)
    this.forget(card.dataset.lead)
    const said = JSON.parse(response.headers.get("HX-Trigger") ?? "{}")["lw:said"]
    if (said?.undo) this.undoable.set(said.undo, card.dataset.card)
    if (said) this.say(said)
  }

  async refuse(card, response) {
    const page = new DOMParser().parseFromString(response?.status === 422 ? await response.text() : "", "text/html")
    const words = page.querySelector(".field__error, [role=alert]")?.textContent.trim()
    this.order.splice(this.place, 0, card.dataset.card)
    this.show(card)
    this.say({ text: words ?? (response ? this.dataset.refused : this.dataset.lost), bad: true })
  }

  say(detail) { document.dispatchEvent(new CustomEvent("lw:said", { detail })) }

  bringBack(event) {
    const address = this.undoable.get(event.detail.address)
    if (!address) return
    event.preventDefault()
    this.undoable.delete(event.detail.address)
    this.fetched.delete(address)
    this.order.splice(this.place, 0, address)
    this.go(this.place)
  }

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
})
