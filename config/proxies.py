"""Who asks, when proxies stand in between."""
from django.conf import settings


def client_ip(request) -> str:
    """Count the trusted proxies from the right: what stands further left, the client may have written itself."""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    hops.append(request.META.get("REMOTE_ADDR", ""))
    return hops[max(-len(hops), -1 - settings.TRUSTED_PROXIES)]
