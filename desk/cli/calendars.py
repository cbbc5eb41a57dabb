"""``ysq calendar``: what is known of the working days, the year at a glance, and a new arrangement coming in."""

from __future__ import annotations


