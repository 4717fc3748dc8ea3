export const desktop = { width: 1440, height: 900 };
export const narrow = { width: 1000, height: 800 };
export const phone = { width: 390, height: 844 };
