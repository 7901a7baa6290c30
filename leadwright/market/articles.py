"""What Northmark's loggers do, in the words that its reps may send."""

ARTICLES = {
    "What happens without mobile signal": (
        "The logger keeps recording when the lorry has no mobile signal. It stores up to 90 days of readings and sends "
        "them as soon as there is a network again. No reading is lost, and the record shows when it was sent."
    ),
    "Accuracy and calibration": (
        "The sensor is accurate to 0.3 °C between -30 °C and +40 °C. Each logger comes with a calibration certificate "
        "traceable to national standards (EN 12830). Recalibration is due every 24 months and takes five days."
    ),
    "Battery": (
        "The battery lasts five years at one reading every ten minutes. In a freezer at -25 °C it lasts three years. "
        "The logger tells you 60 days before the battery is empty, and it can be changed without a tool."
    ),
    "Alarms on the way": (
        "When a load leaves its temperature range, the driver sees an alarm in the cabin and the dispatcher gets a "
        "message within two minutes. Who else is told, and after how long, is set for each customer."
    ),
    "Price": (
        "A logger costs 9 euros a month for each vehicle, with the record, alarms and calibration included. "
        "For 20 vehicles that is 180 euros a month. There is no set-up fee, and the contract can be ended each month."
    ),
    "Record of one load for an auditor": (
        "The temperature record of one load can be exported as a signed PDF or as CSV in one click. It holds the "
        "readings, the alarms, who acknowledged them and the calibration certificate. IFS, BRC and HACCP auditors "
        "accept it."
    ),
    "Changing from another supplier": (
        "Records of other loggers can be imported as CSV, so that the history stays in one place. Most customers "
        "start with five vehicles beside the old system and change over within a month."
    ),
    "What the driver has to do": (
        "The driver has nothing to switch on or to write down. The logger starts by itself when the cold unit runs. "
        "Drivers who refused earlier systems say that they forget it is there."
    ),
    "Installation": (
        "A logger is fixed with two screws or a magnet and is ready in ten minutes. No cable is laid into the cabin. "
        "Our technician can come, or your workshop does it with a two-page guide."
    ),
}
