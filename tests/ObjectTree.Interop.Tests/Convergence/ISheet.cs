namespace ObjectTree.Interop.Tests.Convergence;

/// <summary>A sheet on either end, and another that it may refer to.</summary>
internal interface ISheet
{
    TTopic Topic<TTopic>(string name)
        where TTopic : Topic;

    /// <summary>Refers to any sheet that is there, or to none.</summary>
    void Refer(Random random);
}
