"""What a process keeps in memory, bounded by its size: whoever walks through addresses cannot make it grow."""
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache


class BoundedMemory(LocMemCache):
    """Django's own, which counts entries whatever their size; MOST_BYTES of its options counts what is in them."""

    def __init__(self, name, params):
        super().__init__(name, params)
        self._most_bytes = params["OPTIONS"]["MOST_BYTES"]

    def _set(self, key, value, timeout=DEFAULT_TIMEOUT):
        """Make room: what was used last goes last. What alone is too large is not kept."""
        self._delete(key)
        if len(value) > self._most_bytes:
            return
        room = self._most_bytes - len(value) - sum(map(len, self._cache.values()))
        while room < 0:
            oldest, gone = self._cache.popitem()
            del self._expire_info[oldest]
            room += len(gone)
        super()._set(key, value, timeout)
