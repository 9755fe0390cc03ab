namespace Ballast.Engine.Ports;

/// <summary>Tells whether a venue lets what it holds be taken out. Nothing is ever withdrawn here.</summary>
public interface IWithdrawalStatus
{
    /// <summary>Whether the withdrawals of everything that it lists are suspended; of one asset alone that is the
    /// usual work on its network. A venue that lists nothing says nothing, and none are.</summary>
    Task<Reading<bool>> AreSuspendedAsync(CancellationToken cancellation);
}
