package io.perennial.scoring.nbd;

/** A complex number, by {@code StrictMath} so that machines agree to the last bit. */
record Complex(double real, double imaginary) {

    static final Complex ZERO = new Complex(0, 0);
    static final Complex ONE = new Complex(1, 0);

    static Complex polar(double modulus, double angle) {
        return new Complex(modulus * StrictMath.cos(angle), modulus * StrictMath.sin(angle));
    }

    Complex plus(Complex other) {
        return new Complex(real + other.real, imaginary + other.imaginary);
    }

    Complex plusReal(double number) {
        return new Complex(real + number, imaginary);
    }

    Complex minusOne() {
        return new Complex(real - 1, imaginary);
    }

    Complex scaled(double by) {
        return new Complex(real * by, imaginary * by);
    }

    Complex times(Complex other) {
        return new Complex(
                real * other.real - imaginary * other.imaginary, real * other.imaginary + imaginary * other.real);
    }

    Complex dividedBy(Complex other) {
        double square = other.real * other.real + other.imaginary * other.imaginary;
        return new Complex(
                (real * other.real + imaginary * other.imaginary) / square,
                (imaginary * other.real - real * other.imaginary) / square);
    }

    /** The principal value of a real power. */
    Complex power(double exponent) {
        double log = 0.5 * StrictMath.log(real * real + imaginary * imaginary);
        return polar(StrictMath.exp(exponent * log), exponent * StrictMath.atan2(imaginary, real));
    }
}
