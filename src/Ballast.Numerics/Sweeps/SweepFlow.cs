namespace Ballast.Numerics.Sweeps;

/// <summary>
/// Money that comes in or goes out of the quote currency at a bar, before anything is decided there. It is no return.
/// What a withdrawal takes beyond the quote currency held is missing there until the next run; one that takes all there
/// is, or more, ends the backtest with a value of zero.
/// </summary>
/// <param name="Bar">The bar; a flow on a window's first bar, or outside the window, does not happen.</param>
/// <param name="Amount">In quote currency; above zero is a deposit.</param>
public readonly record struct SweepFlow(int Bar, double Amount);
