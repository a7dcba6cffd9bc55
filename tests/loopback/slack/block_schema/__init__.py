"""The shapes and limits of Block Kit, views, metadata and attachments, written down as checks.

Sources: the published types (`@slack/types` 3.2.0, `@slack/web-api` 8.2.0), the pages under
https://docs.slack.dev/reference/block-kit and the limits that `slack_sdk.models` keeps. Where two of them
differ the module says which one won.
"""
