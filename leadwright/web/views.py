from django.http import HttpResponse
from django.shortcuts import redirect, render


def home(request) -> HttpResponse:
    return redirect("web:today" if request.member else "team:login")


def today(request) -> HttpResponse:
    return render(request, "web/today.html", {"room": "today"})
