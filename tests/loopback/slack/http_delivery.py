"""Signed HTTP requests to the app's request URL, as Slack sends them."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp

from tests.loopback.slack.deliveries import ACK_TIMEOUT, Ack, Delivery
from tests.loopback.slack.state import Json

FORM = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: str) -> str:
    """`X-Slack-Signature` of a request (https://docs.slack.dev/authentication/verifying-requests-from-slack)."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256)
    return f"v0={digest.hexdigest()}"


def encode(delivery: Delivery) -> tuple[str, str]:
    """Content type and body of a delivery."""
    if delivery.kind == "slash_commands":
        return FORM, urlencode(delivery.payload)
    if delivery.kind == "interactive":
        return FORM, urlencode({"payload": json.dumps(delivery.payload)})
    return "application/json", json.dumps(delivery.payload)


async def deliver(
    session: aiohttp.ClientSession,
    url: str,
    delivery: Delivery,
    *,
    secret: str,
    bad_signature: bool = False,
    age: float = 0.0,
    retry_num: int = 0,
    retry_reason: str = "",
    within: float = ACK_TIMEOUT,
) -> Ack:
    """Post a delivery and wait up to `within` seconds for the answer.

    `age` makes the timestamp that many seconds old (over 300 must be refused). The timestamp comes from the
    real clock, which is what the app compares it with.
    """
    content_type, body = encode(delivery)
    timestamp = str(int(time.time() - age))
    headers = {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature("wrong" if bad_signature else secret, timestamp, body),
    }
    if retry_num:
        headers |= {
            "X-Slack-Retry-Num": str(retry_num),
            "X-Slack-Retry-Reason": retry_reason or "http_timeout",
        }
    began = time.monotonic()
    try:
        limit = aiohttp.ClientTimeout(total=within)
        async with session.post(url, data=body.encode(), headers=headers, timeout=limit) as response:
            text = await response.text()
            status: int | None = response.status
    except (TimeoutError, aiohttp.ClientError):
        text, status = "", None
    return Ack(
        delivery=delivery,
        transport="http",
        status=status,
        latency=time.monotonic() - began,
        payload=_payload(text) if status == 200 else None,
        body=text,
    )


def _payload(text: str) -> Json | None:
    """The JSON object of an answer; a plain text answer to a command means a message with that text."""
    if not text:
        return None
    try:
        said = json.loads(text)
    except ValueError:
        return {"text": text}
    return said if isinstance(said, dict) and said else None
