"""Writers of one process in the order in which they came."""

from threading import Event, Lock


class Line:
    """A line of those who wait, of whom the first has his turn."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._places: list[Event] = []

    def join(self) -> Event:
        """A place at its end, which is set when its turn has come."""
        place = Event()
        with self._guard:
            self._places.append(place)
            self._places[0].set()
        return place

    def leave(self, place: Event) -> None:
        with self._guard:
            self._places.remove(place)
            if self._places:
                self._places[0].set()
