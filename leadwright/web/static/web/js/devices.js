// Lets this browser be woken: asks the reader, then the browser's push service, then tells the server.
customElements.define("lw-devices", class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button")
    button.hidden = !("PushManager" in window && "serviceWorker" in navigator)
    button.addEventListener("click", () => this.subscribe().catch(error => this.fail(error)))
  }

  async subscribe() {
    if (await Notification.requestPermission() !== "granted") return this.fail()
    const registration = await navigator.serviceWorker.register(this.dataset.worker, { scope: "/" })
    const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: this.dataset.key })
    const { endpoint, keys } = made.toJSON()
    const values = { endpoint, public_key: keys.p256dh, secret: keys.auth }
    htmx.ajax("POST", this.dataset.at, { values, target: this.closest("[data-choices]"), swap: "outerHTML" })
  }

  fail() { document.dispatchEvent(new CustomEvent("lw:said", { detail: { text: this.dataset.refused, bad: true } })) }
})
