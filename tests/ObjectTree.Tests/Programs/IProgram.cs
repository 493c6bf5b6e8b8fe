namespace ObjectTree.Tests.Programs;

/// <summary>What objects run as their own code.</summary>
public interface IProgram
{
    void OnCall();

    void OnBuild(Thing thing);

    void OnInit(Thing thing);

    void OnDestroy(Thing thing);
}
