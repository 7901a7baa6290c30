// Single keys click the button or link that carries them; G and a letter go to a room. Off while typing.
const typing = "input:not([type=checkbox],[type=radio],[type=button],[type=submit]), textarea, select, [contenteditable]"
let going = 0

export const shown = element => element.checkVisibility({ visibilityProperty: true })
export const silent = event => event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey ||
  event.altKey || event.target.closest(typing) || localStorage.getItem("keys") === "off"

const inFront = () => document.querySelector("dialog[open]") ?? document

const go = letter => document.querySelector(`[data-go="${CSS.escape(letter)}"]`)

// Where each row carries keys of its own, those of the current row are meant.
const act = letter => {
  const all = [...inFront().querySelectorAll(`[data-key="${CSS.escape(letter)}"]`)].filter(one => shown(one) && !one.disabled)
  return all.find(one => one.closest("[data-row][aria-current]")) ?? all[0]
}

addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return send(event)
  if (silent(event) || event.repeat) return
  const letter = event.key.toLowerCase()
  const target = Date.now() - going < 1500 ? go(letter) : act(letter)
  going = letter === "g" && !target ? Date.now() : 0
  if (!target) return
  event.preventDefault()
  press(target)
})

export const press = target => {
  target.click()
  if (target.matches("input, textarea, select")) target.focus()
  if (target.matches("summary") && target.parentElement.open) target.parentElement.querySelector(":is(input:not([type=hidden]), textarea, select)")?.focus()
}

// What the page itself offers by a key, each key once: the first that carries it, as the key would find it.
export const offered = () => {
  const carriers = [...document.querySelectorAll("[data-key]:not(dialog *, .keys *)")].filter(each => shown(each) && !each.disabled)
  return [...new Map(carriers.map(carrier => [carrier.dataset.key, carrier]).reverse()).values()].reverse()
}

const WRITTEN = { "ctrl+enter": "Ctrl ↵", enter: "↵", escape: "Esc", " ": "Space" }
export const written = carrier => WRITTEN[carrier.dataset.key] ?? carrier.dataset.key.toUpperCase()

export const says = carrier => {
  const copy = (carrier.labels?.[0] ?? carrier).cloneNode(true)
  copy.querySelectorAll("kbd, svg, .field__maybe").forEach(element => element.remove())
  copy.querySelectorAll("small").forEach(element => element.prepend(": "))
  return carrier.getAttribute("aria-label") ?? copy.textContent.trim()
}

// Ctrl+Enter sends the form that is being written, else the page's main act.
const send = event => {
  const button = event.target.closest("form")?.querySelector("[data-key='ctrl+enter'], .btn--main") ??
    inFront().querySelector("[data-key='ctrl+enter']")
  if (!button || !shown(button)) return
  event.preventDefault()
  button.click()
}
