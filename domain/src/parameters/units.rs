//! Units and the dimensions within which they convert.

use crate::states::named::named_enum;

named_enum! {
    /// What a unit measures. Values convert within a dimension and never across.
    pub enum Dimension {
        Length "length" "Length",
        Duration "duration" "Time",
        Area "area" "Area",
        AreaRate "area_rate" "Area in a time",
        DataRate "data_rate" "Data in a time, as a rate",
        Frequency "frequency" "Frequency",
        DataVolume "data_volume" "Amount of data",
        DailyVolume "daily_volume" "Amount of data in a day",
        Mass "mass" "Mass",
        Angle "angle" "Angle",
        Ratio "ratio" "Share",
        Recurrence "recurrence" "Times in a period",
        Count "count" "Number of things",
        Power "power" "Power",
        PowerLevel "power_level" "Power level",
        Merit "merit" "Figure of merit",
        Speed "speed" "Speed",
    }
}

/// Writes the units as a table: variant, code, symbol, name, dimension, how many of the dimension's smallest unit.
macro_rules! units {
    ($($variant:ident $code:literal $symbol:literal $name:literal $dimension:ident $factor:literal;)+) => {
        /// A unit. Its code is stored and never changes meaning.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
        )]
        pub enum Unit {
            $(#[doc = $name] #[serde(rename = $code)] $variant),+
        }

        impl Unit {
            /// Every unit, within a dimension from the smallest to the largest.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code that is stored.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The symbol beside a number, such as `km²/day`; empty for plain counts.
            #[must_use]
            pub const fn symbol(self) -> &'static str {
                match self { $(Self::$variant => $symbol),+ }
            }

            /// The name in words.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// What it measures.
            #[must_use]
            pub const fn dimension(self) -> Dimension {
                match self { $(Self::$variant => Dimension::$dimension),+ }
            }

            /// How many of the dimension's smallest unit make one: always a whole number, so that a comparison
            /// through the smallest unit only multiplies and loses nothing.
            #[must_use]
            pub const fn factor(self) -> i64 {
                match self { $(Self::$variant => $factor),+ }
            }
        }
    };
}

units! {
    Millimetre "mm" "mm" "millimetre" Length 1;
    Centimetre "cm" "cm" "centimetre" Length 10;
    Metre "m" "m" "metre" Length 1_000;
    Kilometre "km" "km" "kilometre" Length 1_000_000;
    NauticalMile "nmi" "nmi" "nautical mile (1852 m)" Length 1_852_000;
    Microsecond "us" "µs" "microsecond" Duration 1;
    Millisecond "ms" "ms" "millisecond" Duration 1_000;
    Second "s" "s" "second" Duration 1_000_000;
    Minute "min" "min" "minute" Duration 60_000_000;
    Hour "h" "h" "hour" Duration 3_600_000_000;
    Day "day" "days" "day of 24 hours" Duration 86_400_000_000;
    SquareMetre "m2" "m²" "square metre" Area 1;
    Hectare "ha" "ha" "hectare" Area 10_000;
    SquareKilometre "km2" "km²" "square kilometre" Area 1_000_000;
    SquareKilometrePerDay "km2_per_day" "km²/day" "square kilometre a day" AreaRate 1;
    SquareKilometrePerHour "km2_per_h" "km²/h" "square kilometre an hour" AreaRate 24;
    MillionSquareKilometresPerDay "million_km2_per_day" "million km²/day" "million square kilometres a day" AreaRate 1_000_000;
    BitPerSecond "bit_per_s" "bit/s" "bit a second" DataRate 1;
    KilobitPerSecond "kbit_per_s" "kbit/s" "kilobit a second (1000 bit/s)" DataRate 1_000;
    MegabitPerSecond "mbit_per_s" "Mbit/s" "megabit a second" DataRate 1_000_000;
    GigabitPerSecond "gbit_per_s" "Gbit/s" "gigabit a second" DataRate 1_000_000_000;
    Hertz "hz" "Hz" "hertz" Frequency 1;
    Kilohertz "khz" "kHz" "kilohertz" Frequency 1_000;
    Megahertz "mhz" "MHz" "megahertz" Frequency 1_000_000;
    Gigahertz "ghz" "GHz" "gigahertz" Frequency 1_000_000_000;
    Megabyte "mb" "MB" "megabyte (1 000 000 bytes)" DataVolume 1;
    Gigabyte "gb" "GB" "gigabyte" DataVolume 1_000;
    Terabyte "tb" "TB" "terabyte" DataVolume 1_000_000;
    GigabytePerDay "gb_per_day" "GB/day" "gigabyte a day" DailyVolume 1;
    TerabytePerDay "tb_per_day" "TB/day" "terabyte a day" DailyVolume 1_000;
    Gram "g" "g" "gram" Mass 1;
    Kilogram "kg" "kg" "kilogram" Mass 1_000;
    Tonne "t" "t" "tonne" Mass 1_000_000;
    ArcSecond "arcsec" "″" "second of arc" Angle 1;
    ArcMinute "arcmin" "′" "minute of arc" Angle 60;
    Degree "deg" "°" "degree" Angle 3_600;
    Percent "percent" "%" "percent" Ratio 1;
    PerWeek "per_week" "a week" "times a week" Recurrence 1;
    PerDay "per_day" "a day" "times a day" Recurrence 7;
    PerHour "per_h" "an hour" "times an hour" Recurrence 168;
    One "one" "" "number" Count 1;
    Thousand "thousand" "thousand" "thousands" Count 1_000;
    Watt "w" "W" "watt" Power 1;
    Kilowatt "kw" "kW" "kilowatt" Power 1_000;
    DecibelWatt "dbw" "dBW" "decibel over one watt" PowerLevel 1;
    DecibelPerKelvin "db_per_k" "dB/K" "decibel per kelvin" Merit 1;
    MetrePerSecond "m_per_s" "m/s" "metre a second" Speed 1;
    KilometrePerSecond "km_per_s" "km/s" "kilometre a second" Speed 1_000;
}

impl Unit {
    /// Reads the stored code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|unit| unit.as_str() == code)
    }

    /// The units into which this one converts, itself among them.
    pub fn siblings(self) -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(move |unit| unit.dimension() == self.dimension())
    }
}
