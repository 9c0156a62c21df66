from .reminder import Reminder
from .round import ReminderRound

__all__ = ["Reminder", "ReminderRound"]
