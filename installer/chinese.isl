; 安装与卸载时的中文，接在 Inno Setup 自带的英文之后读：这里没有的句子，本安装程序不会用到。
; The Chinese of the installer, read after Inno Setup's own English file: what is not here, this installer never says.

[LangOptions]
LanguageName=简体中文
LanguageID=$0804
LanguageCodePage=936
DialogFontName=Microsoft YaHei UI
DialogFontSize=9
WelcomeFontName=Microsoft YaHei UI

[Messages]
SetupAppTitle=安装
SetupWindowTitle=安装 %1
UninstallAppTitle=卸载
UninstallAppFullTitle=卸载 %1
InformationTitle=提示
ConfirmTitle=请确认
ErrorTitle=出错

SetupLdrStartupMessage=即将安装 %1，继续吗？
LdrCannotCreateTemp=无法建立临时文件，安装已中止
LdrCannotExecTemp=无法运行临时文件夹里的文件，安装已中止
LastErrorMessage=%1。%n%n错误 %2：%3
SetupFileMissing=安装文件夹里缺少文件 %1。请重新取得安装程序。
SetupFileCorrupt=安装文件已损坏。请重新取得安装程序。
SetupFileCorruptOrWrongVer=安装文件已损坏，或与本安装程序的版本不符。请重新取得安装程序。
InvalidParameter=命令行里的参数无效：%n%n%1
SetupAlreadyRunning=安装程序已在运行。
WindowsVersionNotSupported=本程序不支持这台电脑的 Windows 版本。
OnlyOnTheseArchitectures=本程序只能装在以下处理器的 Windows 上：%n%n%1
WinVersionTooLowError=本程序需要 %1 %2 或更新的版本。
SetupAppRunningError=%1 正在运行。%n%n请先关闭，再按“确定”继续；按“取消”退出安装。
UninstallAppRunningError=%1 正在运行。%n%n请先关闭，再按“确定”继续；按“取消”退出卸载。
ErrorCreatingDir=无法建立文件夹“%1”
ErrorTooManyFilesInDir=文件夹“%1”里的文件太多，无法再建立文件

ExitSetupTitle=退出安装
ExitSetupMessage=安装还没有完成。现在退出，程序就没有装上。%n%n以后可以再次运行安装程序。%n%n退出吗？
AboutSetupMenuItem=关于安装程序(&A)...
AboutSetupTitle=关于安装程序

ButtonBack=< 上一步(&B)
ButtonNext=下一步(&N) >
ButtonInstall=安装(&I)
ButtonOK=确定
ButtonCancel=取消
ButtonYes=是(&Y)
ButtonYesToAll=全部选是(&A)
ButtonNo=否(&N)
ButtonNoToAll=全部选否(&O)
ButtonFinish=完成(&F)
ButtonBrowse=浏览(&B)...
ButtonWizardBrowse=浏览(&R)...
ButtonNewFolder=新建文件夹(&M)
SelectLanguageTitle=选择语言
SelectLanguageLabel=选择安装时使用的语言。

ClickNext=按“下一步”继续，按“取消”退出安装。
BrowseDialogTitle=选择文件夹
BrowseDialogLabel=选择一个文件夹，然后按“确定”。
NewFolderName=新建文件夹
WelcomeLabel1=欢迎安装 [name]
WelcomeLabel2=即将在这台电脑上安装 [name/ver]。%n%n继续之前，建议先关闭其他程序。

WizardSelectDir=选择安装位置
SelectDirDesc=[name] 要装在哪里？
SelectDirLabel3=[name] 将装进下面的文件夹。
SelectDirBrowseLabel=按“下一步”继续。要换一个文件夹，按“浏览”。
DiskSpaceGBLabel=至少需要 [gb] GB 可用空间。
DiskSpaceMBLabel=至少需要 [mb] MB 可用空间。
CannotInstallToNetworkDrive=不能装在网络驱动器上。
CannotInstallToUNCPath=不能装在网络路径下。
InvalidPath=请输入带盘符的完整路径，例如：%n%nC:\APP%n%n或网络路径：%n%n\\server\share
InvalidDrive=所选的磁盘或网络共享不存在，或无法访问。请另选一个。
DiskSpaceWarningTitle=磁盘空间不足
DiskSpaceWarning=安装至少需要 %1 KB 可用空间，所选磁盘只有 %2 KB。%n%n仍要继续吗？
DirNameTooLong=文件夹的名称或路径太长。
InvalidDirName=文件夹的名称无效。
BadDirName32=文件夹的名称里不能有这些字符：%n%n%1
DirExistsTitle=文件夹已存在
DirExists=文件夹：%n%n%1%n%n已经存在。仍要装在这里吗？
DirDoesntExistTitle=文件夹不存在
DirDoesntExist=文件夹：%n%n%1%n%n不存在。要建立吗？

WizardReady=准备安装
ReadyLabel1=一切就绪，可以开始安装 [name]。
ReadyLabel2a=按“安装”开始；要检查或更改，按“上一步”。
ReadyLabel2b=按“安装”开始。
ReadyMemoDir=安装位置：
ReadyMemoTasks=附加任务：

WizardPreparing=准备安装
PreparingDesc=正在准备安装 [name]。
PreviousInstallNotCompleted=上一次安装或卸载还没有完成，需要先重新启动电脑。%n%n重新启动之后，请再次运行安装程序，把 [name] 装完。
CannotContinue=安装无法继续。请按“取消”退出。
ApplicationsFound=下列程序正在使用要更新的文件。建议让安装程序自动关闭它们。
ApplicationsFound2=下列程序正在使用要更新的文件。建议让安装程序自动关闭它们，装完后再打开。
CloseApplications=自动关闭这些程序(&A)
DontCloseApplications=不关闭(&D)
ErrorCloseApplications=没有能够关闭所有程序。继续之前，请先关闭正在使用这些文件的程序。
PrepareToInstallNeedsRestart=需要重新启动电脑。重新启动之后，请再次运行安装程序，把 [name] 装完。%n%n现在重新启动吗？

WizardInstalling=正在安装
InstallingLabel=正在安装 [name]，请稍候。
FinishedHeadingLabel=[name] 安装完成
FinishedLabelNoIcons=[name] 已经装好。
FinishedLabel=[name] 已经装好，可以从开始菜单打开。
ClickFinish=按“完成”退出安装。
FinishedRestartLabel=要完成 [name] 的安装，需要重新启动电脑。现在重新启动吗？
FinishedRestartMessage=要完成 [name] 的安装，需要重新启动电脑。%n%n现在重新启动吗？
YesRadio=是，现在重新启动(&Y)
NoRadio=否，稍后自己重新启动(&N)
RunEntryExec=运行 %1
RunEntryShellExec=查看 %1

SetupAborted=安装没有完成。%n%n请解决问题后再次运行安装程序。
AbortRetryIgnoreSelectAction=请选择
AbortRetryIgnoreRetry=再试一次(&T)
AbortRetryIgnoreIgnore=忽略错误，继续(&I)
AbortRetryIgnoreCancel=取消安装
StatusClosingApplications=正在关闭程序...
StatusCreateDirs=正在建立文件夹...
StatusExtractFiles=正在解开文件...
StatusCreateIcons=正在建立快捷方式...
StatusCreateRegistryEntries=正在写注册表...
StatusSavingUninstall=正在保存卸载信息...
StatusRunProgram=正在完成安装...
StatusRestartingApplications=正在重新打开程序...
StatusRollback=正在撤回更改...

ErrorInternal2=内部错误：%1
ErrorFunctionFailedNoCode=%1 失败
ErrorFunctionFailed=%1 失败，代码 %2
ErrorFunctionFailedWithMessage=%1 失败，代码 %2。%n%3
ErrorExecutingProgram=无法运行文件：%n%1
ErrorRegOpenKey=打不开注册表项：%n%1\%2
ErrorRegCreateKey=无法建立注册表项：%n%1\%2
ErrorRegWriteKey=无法写注册表项：%n%1\%2
FileAbortRetryIgnoreSkipNotRecommended=跳过这个文件（不建议）(&S)
FileAbortRetryIgnoreIgnoreNotRecommended=忽略错误，继续（不建议）(&I)
SourceIsCorrupted=源文件已损坏
SourceDoesntExist=源文件“%1”不存在
ExistingFileReadOnly2=原有文件是只读的，无法替换。
ExistingFileReadOnlyRetry=去掉只读，再试一次(&R)
ExistingFileReadOnlyKeepExisting=保留原有文件(&K)
ErrorReadingExistingDest=读原有文件时出错：
FileExistsSelectAction=请选择
FileExists2=文件已经存在。
FileExistsOverwriteExisting=替换原有文件(&O)
FileExistsKeepExisting=保留原有文件(&K)
FileExistsOverwriteOrKeepAll=以后的文件都这样做(&D)
ExistingFileNewerSelectAction=请选择
ExistingFileNewer2=原有文件比要装的更新。
ExistingFileNewerOverwriteExisting=替换原有文件(&O)
ExistingFileNewerKeepExisting=保留原有文件（建议）(&K)
ExistingFileNewerOverwriteOrKeepAll=以后的文件都这样做(&D)
ErrorChangingAttr=更改原有文件的属性时出错：
ErrorCreatingTemp=在安装位置建立文件时出错：
ErrorReadingSource=读源文件时出错：
ErrorCopying=复制文件时出错：
ErrorReplacingExistingFile=替换原有文件时出错：
ErrorRestartReplace=重新启动后替换文件失败：
ErrorRenamingTemp=在安装位置改文件名时出错：

UninstallDisplayNameMark=%1（%2）
UninstallDisplayNameMarks=%1（%2，%3）
UninstallDisplayNameMark32Bit=32 位
UninstallDisplayNameMark64Bit=64 位
UninstallDisplayNameMarkAllUsers=所有用户
UninstallDisplayNameMarkCurrentUser=当前用户
ErrorRestartingComputer=没有能够重新启动电脑，请自己重新启动。

UninstallNotFound=文件“%1”不存在，无法卸载。
UninstallOpenError=文件“%1”打不开，无法卸载
UninstallUnsupportedVer=卸载记录“%1”不是这个版本能读的，无法卸载
UninstallUnknownEntry=卸载记录里有不认识的内容（%1）
ConfirmUninstall=确定要卸载 %1 吗？账簿和设置都会留下。
UninstallOnlyOnWin64=只能在 64 位 Windows 上卸载。
UninstallStatusLabel=正在卸载 %1，请稍候。
UninstalledAll=%1 已卸载。账簿和设置都还在。
UninstalledMost=%1 已卸载。%n%n有些文件没有能够删除，可以自己删除。账簿和设置都还在。
UninstalledAndNeedsRestart=要完成 %1 的卸载，需要重新启动电脑。%n%n现在重新启动吗？
UninstallDataCorrupted=文件“%1”已损坏，无法卸载
WizardUninstalling=卸载进度
StatusUninstalling=正在卸载 %1...
ShutdownBlockReasonInstallingApp=正在安装 %1。
ShutdownBlockReasonUninstallingApp=正在卸载 %1。

[CustomMessages]
NameAndVersion=%1 %2
LaunchProgram=打开 %1
Book=Rare Desk 账簿
Locked=Rare Desk 加密文件
Running=Rare Desk 正在运行，请先关闭再继续。
