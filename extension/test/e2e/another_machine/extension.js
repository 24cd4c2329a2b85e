// Makes the extensions of this window, which share one process, believe that they run on a Mac.
exports.activate = () => Object.defineProperty(process, 'platform', { value: 'darwin' });
