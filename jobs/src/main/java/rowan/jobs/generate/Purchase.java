package rowan.jobs.generate;

/**
 * A simulated purchase.
 *
 * @param day days since {@link PurchaseSimulator#FIRST_DAY}
 * @param index which purchase of this customer, from 0
 * @param quantity how many items
 * @param cents the amount paid for all of them
 */
record Purchase(int day, long customer, int index, int quantity, long cents) {}
