"""The phone: numbers of ours that ring through a wire, one folder a wire. Without one a call is a `tel:` link."""
