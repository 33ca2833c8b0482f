//! Numbers of a page description: fixed point with six decimals, and the matrices made of them.
//!
//! Exact and the same on every machine, which binary fractions are not. Everything saturates.

/// A number in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fixed(i64);

/// Beyond this nothing is on a page.
const MOST: i64 = 1_000_000_000_000_000;
const ONE: i64 = 1_000_000;

impl Fixed {
    pub(super) const ZERO: Self = Self(0);
    pub(super) const ONE: Self = Self(ONE);

    pub(super) fn from_int(value: i64) -> Self {
        Self(value.saturating_mul(ONE).clamp(-MOST, MOST))
    }

    /// `numerator / denominator`, for the constants of layout.
    pub(super) fn ratio(numerator: i64, denominator: i64) -> Self {
        Self::from_int(numerator).over(denominator)
    }

    /// Parses `-12.5`; also `--5` and `5-`, which exist.
    pub(super) fn parse(text: &[u8]) -> Option<Self> {
        let is_negative = text.first() == Some(&b'-');
        let digits = text
            .iter()
            .copied()
            .skip_while(|byte| matches!(byte, b'+' | b'-'));
        let (mut value, mut scale, mut has_digit) = (0_i64, None, false);
        for byte in digits {
            match (byte, scale) {
                (b'0'..=b'9', None) => {
                    value = value
                        .saturating_mul(10)
                        .saturating_add(i64::from(byte - b'0') * ONE)
                        .min(MOST);
                    has_digit = true;
                }
                (b'0'..=b'9', Some(unit)) => {
                    value = value
                        .saturating_add(i64::from(byte - b'0') * unit)
                        .min(MOST);
                    scale = Some(unit / 10);
                    has_digit = true;
                }
                (b'.', None) => scale = Some(ONE / 10),
                (b'-', _) => break,
                _ => return None,
            }
        }
        has_digit.then_some(Self(if is_negative { -value } else { value }))
    }

    pub(super) fn times(self, other: Self) -> Self {
        let product = i128::from(self.0) * i128::from(other.0) / i128::from(ONE);
        Self(
            i64::try_from(product)
                .unwrap_or(if product < 0 { -MOST } else { MOST })
                .clamp(-MOST, MOST),
        )
    }

    pub(super) fn over(self, divisor: i64) -> Self {
        Self(self.0.checked_div(divisor).unwrap_or(0))
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0).clamp(-MOST, MOST))
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).clamp(-MOST, MOST))
    }

    pub(super) fn negated(self) -> Self {
        Self(-self.0)
    }

    pub(super) fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// How many whole `unit`s there are in it, rounded to the nearest.
    pub(super) fn units(self, unit: Self) -> i64 {
        let unit = unit.0.max(1);
        (self.0 + unit / 2).div_euclid(unit)
    }

    /// The whole part.
    pub(super) fn whole(self) -> i64 {
        self.0 / ONE
    }
}

/// A transformation: `[a b c d e f]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Matrix(pub(super) [Fixed; 6]);

impl Matrix {
    pub(super) const IDENTITY: Self = Self([
        Fixed::ONE,
        Fixed::ZERO,
        Fixed::ZERO,
        Fixed::ONE,
        Fixed::ZERO,
        Fixed::ZERO,
    ]);

    /// This first, then `next`.
    pub(super) fn then(self, next: Self) -> Self {
        let ([x_x, x_y, y_x, y_y, moved_x, moved_y], [to_x, to_y]) = (self.0, next.columns());
        let sum =
            |x: Fixed, y: Fixed, column: [Fixed; 2]| x.times(column[0]).plus(y.times(column[1]));
        Self([
            sum(x_x, x_y, to_x),
            sum(x_x, x_y, to_y),
            sum(y_x, y_y, to_x),
            sum(y_x, y_y, to_y),
            sum(moved_x, moved_y, to_x).plus(next.0[4]),
            sum(moved_x, moved_y, to_y).plus(next.0[5]),
        ])
    }

    pub(super) fn moved(self, x: Fixed, y: Fixed) -> Self {
        Self([Fixed::ONE, Fixed::ZERO, Fixed::ZERO, Fixed::ONE, x, y]).then(self)
    }

    pub(super) fn apply(self, x: Fixed, y: Fixed) -> (Fixed, Fixed) {
        let [to_x, to_y] = self.columns();
        let sum = |column: [Fixed; 2]| x.times(column[0]).plus(y.times(column[1]));
        (sum(to_x).plus(self.0[4]), sum(to_y).plus(self.0[5]))
    }

    /// What x and y give to the new x, and what they give to the new y.
    fn columns(self) -> [[Fixed; 2]; 2] {
        let [x_x, x_y, y_x, y_y, ..] = self.0;
        [[x_x, y_x], [x_y, y_y]]
    }

    /// A clockwise turn by quarters.
    pub(super) fn turned(quarters: i64) -> Self {
        let (zero, one, minus) = (Fixed::ZERO, Fixed::ONE, Fixed::ONE.negated());
        Self(match quarters.rem_euclid(4) {
            1 => [zero, minus, one, zero, zero, zero],
            2 => [minus, zero, zero, minus, zero, zero],
            3 => [zero, one, minus, zero, zero, zero],
            _ => return Self::IDENTITY,
        })
    }
}
