"""What the demo's people say, read and recall: calls, objection cards, learning paths, practised talks."""

OBJECTIONS = [
    (
        "Too expensive",
        "Ask what it is compared with, and what a refused load costs them. Then: 14 euros a month a logger.",
    ),
    (
        "We have a supplier",
        "Ask what they like about it, and what is still done by hand. Offer five loggers beside it.",
    ),
    (
        "Drivers will not use it",
        "There is nothing to use: it is fixed once and sends by itself. Ask what went wrong then.",
    ),
    ("Not this season", "Ask which week fits, and set the reminder while they listen."),
]
CALLS = [
    (
        "First call with a dairy",
        [
            (0, "Good morning, Alice of Northmark. You deliver chilled goods. How do you record temperatures on the way?"),
            (1, "Our drivers write them on paper, and a clerk types them in, when she has the time for it."),
            (0, "What does that cost you when a sheet is missing?"),
            (1, "Last spring a customer refused a whole load because we had no record of it. That was four thousand euros."),
            (0, "I see. Who else would decide about such a thing?"),
            (1, "Our managing director signs, and I recommend. But is it not too expensive for eighteen lorries?"),
            (0, "That is a fair question. What would it have to save you so that it pays for itself?"),
            (1, "One load a year, to be honest. Could you show it to both of us on Thursday?"),
            (0, "Gladly. Thursday at ten, half an hour, and I send you the invitation now."),
        ],
    ),
    (
        "A fleet manager who was not asked",
        [
            (0, "Hello, this is Alice of Northmark. We make loggers that keep the temperature record of every load, "
                "with a portal, alarms by text message, and ready connectors for the systems that you probably use."),
            (1, "We already have loggers from another supplier."),
            (0, "Ours have a battery of five years, a calibration certificate, and records that are signed."),
            (1, "As I said, we have something, and the drivers did not use the last one."),
            (0, "The price is 14 euros a month for each logger, and from fifty loggers on it is 11 euros."),
            (1, "That is too expensive. Please send me something by mail."),
            (0, "I will do that today. Thank you for your time."),
        ],
    ),
]  # fmt: skip
# Name, kind, practised talks; lessons: title (of an article where one has it), words, question, answer.
PATHS = [
    (
        "The logger", "product", 0,
        [
            ("What it costs", "", "What does a logger cost a month, and from fifty on?", ""),
            ("Battery", "", "How long does the battery last, and who changes it?", ""),
            ("Records where there is no signal", "", "What happens to the record where there is no signal?", ""),
            ("Standards and calibration", "", "By which standards is it tested and calibrated?", ""),
            ("Contract and trial", "", "How long is a trial, and what is the minimum term?", ""),
        ],
    ),
    (
        "Food on the road", "market", 0,
        [
            ("Who answers for a load", "The sender answers for the goods until the ramp. A head of quality is asked "
             "by the auditor, a logistics director by the customer.", "Who is asked when a load arrives warm?",
             "The head of quality by the auditor, the logistics director by the customer."),
            ("What a refused load costs", "The goods, the way there and back, and often the next order.",
             "What three things does a refused load cost?", "The goods, the way there and back, the next order."),
        ],
    ),
    (
        "First calls", "craft", 2,
        [
            ("Ask before you tell", "Three open questions before the first word about the product: how they do it "
             "today, what stands in the way, what it costs them.", "Which three things do you ask first?",
             "How they do it today, what stands in the way, what it costs them."),
            ("A concern is a question", "Take it up before you answer it: “What do you compare it with?”",
             "What comes before the answer to a concern?", "Taking it up: a question about it."),
            ("A call that went well", "Listen for the moment in which she says herself what it costs.",
             "What is agreed at the end of a good call?", "A next step with its day and hour."),
        ],
    ),
]  # fmt: skip
TALKS = [
    [
        "Hello, our platform is the leading one. It records everything and it costs 14 euros per month.",
        "How do you record temperatures today?",
        "Our system can do that and we offer a discount.",
        "Could we meet on Tuesday?",
    ],
    [
        "Good morning, Alice of Northmark. You deliver chilled goods. How do you record the temperature on the way?",
        "What stands in the way of changing that?",
        "What does it cost you when it happens?",
        "I understand. What would it have to do so that it pays for itself?",
        "Who else decides about this?",
        "When should it run?",
        "I see your point. What made it fail last time?",
        "Shall we look at it together in a demo on Thursday at 10:00?",
    ],
]
