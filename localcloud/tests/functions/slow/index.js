/** Takes as long as it is told; the timeout of this function is one second. */
exports.main = ({ ms }) => new Promise((resolve) => setTimeout(() => resolve(ms), ms))
