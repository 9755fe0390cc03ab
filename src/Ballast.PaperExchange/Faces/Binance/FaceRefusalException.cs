namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>Carries a refusal out of parameter parsing; never leaves the face.</summary>
internal class FaceRefusalException(Orders.Refusal refusal) : Exception(refusal.Message)
{
    public Orders.Refusal Refusal { get; } = refusal;
}

/// <summary>A refusal by the order desk, which has noted the arrival itself.</summary>
internal sealed class DeskRefusalException(Orders.Refusal refusal) : FaceRefusalException(refusal);
