namespace Ballast.Adapters.Notify;

/// <summary>One way to reach the owner.</summary>
public interface INotifyChannel
{
    /// <summary>What the settings call it.</summary>
    string Name { get; }

    /// <summary>Sends a letter once.</summary>
    /// <param name="letter">What is sent.</param>
    /// <param name="cancellation">Gives up; the letter may have arrived.</param>
    Task<Delivery> DeliverAsync(NotifyLetter letter, CancellationToken cancellation);
}
