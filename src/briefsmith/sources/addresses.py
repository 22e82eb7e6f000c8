"""Which addresses a page may be fetched from."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

# Where a cloud gives a machine its keys, besides the link-local 169.254.169.254.
_METADATA = frozenset(map(ip_address, ("100.100.100.200", "192.0.0.192", "fd00:ec2::254")))
_METADATA_NAMES = frozenset({"metadata.google.internal", "metadata.goog", "instance-data"})


def is_link_local(host: str) -> bool:
    """Whether the host is link-local or gives a cloud machine its metadata: no article is there, and keys may be."""
    address = _address(host)
    if address is None:
        return host.lower().rstrip(".") in _METADATA_NAMES
    return address.is_link_local or address in _METADATA


def is_public(host: str) -> bool:
    """Whether the host is an address on the internet; names count as public."""
    address = _address(host)
    return address is None or address.is_global


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(host.partition("%")[0].strip("[]"))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
