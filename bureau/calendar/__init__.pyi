from .models import Calendar as Calendar
