"""Twilio's voice API (2010-04-01): what it is asked, what it asks back, and how it proves that it is Twilio."""
