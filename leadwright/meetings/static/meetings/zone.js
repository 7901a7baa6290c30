// Times as the visitor's own clock shows them, where they did not choose a zone: the form asks again with it, once.
class OwnZone extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form"), choice = form?.elements.zone
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (!choice || new URLSearchParams(location.search).has("zone") || choice.value === own) return
    if (![...choice.options].some(option => option.value === own)) return
    choice.value = own
    form.submit()
  }
}
customElements.define("own-zone", OwnZone)
