// J and K move through the rows of the page; Enter opens the one that stands current. It survives a swap.
import { shown, silent } from "keys"

const rows = () => [...document.querySelectorAll("[data-row]")].filter(shown)
const current = () => document.querySelector("[data-row][aria-current]")
let place = 0

export const choose = row => {
  if (!row) return
  document.querySelectorAll("[data-row][aria-current]").forEach(other => other.removeAttribute("aria-current"))
  row.setAttribute("aria-current", "true")
  place = rows().indexOf(row)
  row.scrollIntoView({ block: "nearest" })
  row.dispatchEvent(new CustomEvent("lw:chosen", { bubbles: true }))
}

addEventListener("keydown", event => {
  if (silent(event) || document.querySelector("dialog[open]")) return
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
  const now = current()
  if (event.key === "Enter" && now && !event.target.closest("a, button, summary")) {
    event.preventDefault()
    return (now.matches("a") ? now : now.querySelector("a[href]"))?.click()
  }
  const all = step ? rows() : []
  if (!all.length) return
  event.preventDefault()
  const to = all[Math.min(Math.max((now ? all.indexOf(now) : -1) + step, 0), all.length - 1)]
  choose(to)
  to.focus({ preventScroll: true })
})

addEventListener("focusin", event => {
  const row = event.target.closest("[data-row]")
  if (row && row !== current() && row.matches(":focus-visible")) choose(row)
})

// A settled row leaves the queue; the next one takes its place.
addEventListener("htmx:afterSettle", event => {
  if (event.detail.target?.closest?.("[data-rows]") && rows().length && !current()) choose(rows()[Math.min(place, rows().length - 1)])
})
