"""What Slack takes at most, in characters unless said otherwise.

Sources: https://docs.slack.dev/reference/block-kit and the limits kept in `slack_sdk.models`; of the total of all
blocks nothing is documented, users found it (bolt-js issue 2509).
"""

MESSAGE_BLOCKS_MAX = 50  # blocks
VIEW_BLOCKS_MAX = 100  # blocks
MESSAGE_TOTAL_MAX = 13_000  # all strings of all blocks together; refused from about 13,200 on
VIEW_TOTAL_MAX = 100_000  # a view may have 250,000 bytes
FALLBACK_MAX = 3_000  # the text beside the blocks; `chat.update` takes 4,000

PROSE_MAX = 3_000  # rich text has no limit of its own; this is what a section takes
HEADER_MAX = 150
FIELD_MAX = 2_000
FIELDS_MAX = 10  # fields of a section
CONTEXT_MAX = 2_000
ALT_TEXT_MAX = 2_000
UPLOAD_ALT_TEXT_MAX = 1_000
URL_MAX = 3_000

ROW_MAX = 25  # elements of an actions block
LABEL_MAX = 75  # buttons, options
ACCESSIBLE_LABEL_MAX = 75
OVERFLOW_MIN, OVERFLOW_MAX = 2, 5  # options of an overflow menu
CHECKBOXES_MAX = 10  # options of a group of checkboxes
OPTIONS_MAX = 100  # options of a menu
OPTION_VALUE_MAX = 150
PLACEHOLDER_MAX = 150
CONFIRM_TITLE_MAX, CONFIRM_TEXT_MAX, CONFIRM_BUTTON_MAX = 100, 300, 30

VIEW_LABEL_MAX = 24  # title, submit, close
INPUT_LABEL_MAX = 150  # Slack takes 2,000; nobody reads them
INPUT_MAX = 3_000
ERROR_MAX = 300  # of an input; Slack names no limit
PRIVATE_METADATA_MAX = 3_000
