namespace Ballast.Engine.Ports;

/// <summary>
/// Tells that something happened to an account: an order moved, a balance changed. It only makes the engine look
/// sooner; what happened is what the other ports say when they are asked, and whoever never hears anything looks as
/// often as ever.
/// </summary>
public interface IAccountNews
{
    /// <summary>Waits until more has happened than somebody knows of.</summary>
    /// <param name="known">The number that this gave last; zero at first.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>How much has happened, as a rising number; at once where that is more than is known.</returns>
    Task<long> AfterAsync(long known, CancellationToken cancellation);
}
