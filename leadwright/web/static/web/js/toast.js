// Says what was done (lw:said from the server), and takes it back under U: the last act while it is told; afterwards U
// tells the one before once more, with its Undo, so that nothing is taken back unseen.
import { silent } from "keys"

const KEPT = 10
const done = () => JSON.parse(sessionStorage.getItem("done") ?? "[]")
const keep = acts => sessionStorage.setItem("done", JSON.stringify(acts.slice(-KEPT)))

customElements.define("lw-toasts", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("lw:said", ({ detail }) => this.say(detail.text, detail.undo, detail.bad, detail.address, detail.beside))
    document.addEventListener("htmx:responseError", event => this.fail(event.detail.xhr.status))
    document.addEventListener("htmx:sendError", () => this.say(this.dataset.lost, "", true))
    document.addEventListener("htmx:beforeSwap", event => this.wrong(event.detail))
    window.addEventListener("keydown", event => event.key.toLowerCase() === "u" && !event.repeat && !silent(event) && this.again())
    this.querySelectorAll(".toast").forEach(toast => this.leave(toast))
  }

  again() {
    const [text, undo] = done().at(-1) ?? []
    if (undo) this.say(text, undo)
  }

  fail(status) {
    this.say([403, 404].includes(status) ? this.dataset.refused : this.dataset.failed, "", true)
  }

  // A form that is wrong shows its errors in its place; where the answer has none (hx-swap="none"), they are said here.
  wrong({ xhr, elt }) {
    if (xhr.status !== 422 || elt.closest("[hx-swap]")?.getAttribute("hx-swap") !== "none") return
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html")
    const found = [...page.querySelectorAll(".field__error, [role=alert], .errorlist li")].map(each => each.textContent.trim())
    this.say(found[0] ?? this.dataset.failed, "", true)
  }

  // A notice that comes by itself (with its address) stands beside what was said: it must not take an Undo away.
  say(text, undo, bad = false, address = "", beside = Boolean(address)) {
    const toast = Object.assign(document.createElement("p"), { className: bad ? "toast toast--bad" : "toast" })
    toast.append(Object.assign(document.createElement(address ? "a" : "span"), { textContent: text }))
    if (address) toast.firstChild.href = address
    if (beside) toast.dataset.notice = ""
    if (undo) {
      keep([...done().filter(([, address]) => address !== undo), [text, undo]])
      toast.append(this.taker(undo, toast))
    }
    if (!beside) this.querySelectorAll(".toast:not([data-notice])").forEach(each => each.remove())
    this.append(toast)
    this.leave(toast, bad ? 12000 : undo || beside ? 15000 : 7000)
  }

  taker(address, toast) {
    const button = Object.assign(document.createElement("button"), { className: "btn", type: "button" })
    button.dataset.key = "u"
    button.append(this.dataset.undo, " ", Object.assign(document.createElement("kbd"), { textContent: "U" }))
    button.addEventListener("click", () => {
      toast.remove()
      keep(done().filter(([, before]) => before !== address))
      const undone = new CustomEvent("lw:undone", { detail: { address }, cancelable: true })
      htmx.ajax("POST", address, { source: this, target: this, swap: "none" })
        .then(() => document.dispatchEvent(undone) && location.reload())
    })
    return button
  }

  leave(toast, after = 7000) {
    setTimeout(() => toast.matches(":hover, :focus-within") ? this.leave(toast, 3000) : toast.remove(), after)
  }
})
